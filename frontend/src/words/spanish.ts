/** All Spanish sentences in one; loaded only where they are spoken. */
import problems from "./problems.es.json";

const files = import.meta.glob<Record<string, string>>("./es/*.json", { eager: true, import: "default" });

export default Object.assign({}, ...Object.values(files)) as Record<string, string>;

/** What the API's refusals say, by their kind; the API itself says it in English, with the figures of the case. */
export const refusals: Record<string, string> = problems;
