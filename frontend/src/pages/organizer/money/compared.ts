/** What every rule would have paid, asked with rules of one's own choice, which stand in the address. */
import { api } from "@/api/client";
import type { Schemas } from "@/api/types";

export type Asked = Schemas["AskedRuleRequest"];
export const MOST_ASKED = 5;

/** The comparison with these rules in it; which they are stands in the address. */
export function comparison(slug: string, rules: Asked[]) {
  return {
    queryKey: ["comparison", slug, rules],
    queryFn: async () => {
      const address = "/api/v1/campaigns/{slug}/mechanism-comparison/";
      const params = { path: { slug } };
      const { data } =
        rules.length > 0
          ? await api.POST(address, { params, body: { rules } })
          : await api.GET(address, { params });
      return data!;
    },
  };
}

export function readAsked(text: string | null): Asked[] {
  try {
    const rules: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(rules) ? rules.slice(0, MOST_ASKED) : [];
  } catch {
    return [];
  }
}
