/** Which of the things that are looked for it is: what that is, what it pays, and whether it still does. */
import { NativeSelect, Text } from "@mantine/core";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { Money } from "@/components/texts";
import { isFound, isOpen, type Objective } from "@/lib/objectives";

interface Props {
  ref: Ref<HTMLSelectElement>;
  objectives: Objective[];
  /** What was chosen, though it takes no reports any more; nothing where it is gone. */
  chosen: Objective | undefined;
  error: string | undefined;
  onChoose: (id: string) => void;
}

export function What({ ref, objectives, chosen, error, onChoose }: Props) {
  const { t } = useTranslation();
  const open = objectives.filter((each) => isOpen(each, Date.now()));
  const isClosed = !chosen || !open.includes(chosen);
  const named = (some: Objective[]) => some.map((each) => ({ value: each.id, label: each.title }));
  const found = open.filter(isFound);
  return (
    <div>
      <NativeSelect
        ref={ref}
        size="lg"
        label={t("What you found")}
        value={chosen?.id ?? ""}
        error={
          isClosed
            ? t("No reports of it are taken now. Choose what you found; your photos and words stay.")
            : error
        }
        data={[
          ...(isClosed
            ? [
                {
                  value: chosen?.id ?? "",
                  label: chosen
                    ? t("{{title}} (closed)", { title: chosen.title })
                    : t("Choose what you found"),
                  disabled: true,
                },
              ]
            : []),
          ...named(open.filter((each) => !isFound(each))),
          ...(found.length > 0 ? [{ group: t("Found already"), items: named(found) }] : []),
        ]}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
      {chosen && (
        <Text size="sm" mt="xs" mb={0}>
          {[chosen.description, chosen.area].filter(Boolean).join(" · ")} {!isClosed && <Worth of={chosen} />}
        </Text>
      )}
    </div>
  );
}

function Worth({ of }: { of: Objective }) {
  const { t } = useTranslation();
  const { found, quota = 1, prize } = of;
  if (isFound(of)) {
    return t("All {{count}} of it are found: a further report pays nothing.", { count: quota });
  }
  return (
    <>
      {found > 0 && t("{{found}} of {{quota}} found.", { found, quota })}{" "}
      <span>
        {t("Who is first is paid along their chain:")} <Money of={prize} />
      </span>
    </>
  );
}
