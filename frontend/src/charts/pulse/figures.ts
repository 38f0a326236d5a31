/** All figures in one file that comes when the screen is opened, apart from the first load. */
export { Cascade } from "./Cascade";
export { Forecast } from "./Forecast";
export { Growth } from "./Growth";
export { Inequality } from "./Inequality";
export { Lifecycle } from "./Lifecycle";
export { Reproduction } from "./Reproduction";
export { Retention } from "./Retention";
export { Active, Stickiness } from "./Stickiness";
export { Survival } from "./Survival";
export { Ties } from "./Ties";
