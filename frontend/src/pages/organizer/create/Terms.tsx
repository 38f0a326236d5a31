/** The terms of a rule as they are typed, with what the API says of them at their fields. */
import { SimpleGrid, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Levels } from "./Levels";
import { RULES, type Typed } from "./rules";

export interface TermsProps {
  typed: Typed;
  onTyped: (typed: Typed) => void;
  /** The prize that fixed amounts have to fit into, where it is known. */
  prizeMinor?: number;
  currency: string;
  /** The API's refusals, by their fields. */
  wrong: Record<string, string>;
}

export function Terms({ name, ...props }: TermsProps & { name: string }) {
  const { t } = useTranslation();
  const { typed, onTyped, wrong } = props;
  const rule = RULES[name]!;
  const fields = (
    <SimpleGrid cols={{ base: 1, sm: 2 }} maw={720}>
      {rule.fields.map((field) => (
        <TextInput
          key={field.name}
          label={field.label(t)}
          description={field.limits(t)}
          autoComplete="off"
          value={typed[field.name] ?? ""}
          error={said(wrong, field.name)}
          onChange={(event) => onTyped({ ...typed, [field.name]: event.currentTarget.value })}
        />
      ))}
    </SimpleGrid>
  );
  if (name === "levels") {
    return <Levels {...props}>{fields}</Levels>;
  }
  return rule.fields.length > 0 ? fields : null;
}

/** What is wrong with a term, or with one of the steps that it lists. */
function said(wrong: Record<string, string>, term: string): string | undefined {
  const of = Object.entries(wrong).filter(([path]) => `${path}.`.startsWith(`terms.${term}.`));
  return of.map(([, detail]) => detail).join(" ") || undefined;
}
