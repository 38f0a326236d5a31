/** Short names for the shapes of the API's document. */
import type { components } from "@schema";

export type Schemas = components["schemas"];
export type Money = Schemas["Money"];
export type Campaign = Schemas["Campaign"];
export type Me = Schemas["Me"];
