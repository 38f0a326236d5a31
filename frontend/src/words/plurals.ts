/** The English of sentences that count, in both numbers; every other sentence is its own key. */
const files = import.meta.glob<Record<string, string>>("./en/*.json", { eager: true, import: "default" });

export default Object.assign({}, ...Object.values(files)) as Record<string, string>;
