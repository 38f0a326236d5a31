/** Why a line of money is there, in a sentence to its owner. */
import type { TFunction } from "i18next";
import type { Schemas } from "@/api/types";
import type { Row } from "./statement";

type Prize = Schemas["PrizeSplit"];

/** "you invited Carol, who invited Dave, who found Balloon 4"; without a capital, to stand behind other words. */
export function along(prize: Prize, t: TFunction): string {
  const mine = prize.people.find((person) => person.me)?.above_finder ?? 0;
  const objective = prize.objective;
  if (mine === 0) {
    return t("you found {{objective}}", { objective });
  }
  const between = prize.people.filter((person) => person.above_finder < mine).reverse();
  const names = between.map((person) => person.display_name);
  const first = names[0] ?? "";
  const finder = names.at(-1) ?? "";
  if (names.length > 4) {
    return t(
      "you invited {{first}}, whose recruits, {{steps}} steps on, led to {{finder}}, who found {{objective}}",
      {
        first,
        finder,
        objective,
        steps: names.length - 2,
      },
    );
  }
  const middle = names.slice(1).map((name) => t(", who invited {{name}}", { name }));
  return t("you invited {{first}}{{middle}}, who found {{objective}}", {
    first,
    middle: middle.join(""),
    objective,
  });
}

/** What happened, in a few words; kinds that are not known yet are told by the API's own sentence. */
export function labelOf(row: Row, t: TFunction): string {
  const words: Record<string, (t: TFunction) => string> = {
    share: (t) => t("Share of a prize"),
    release: (t) => t("The hold is over"),
    forfeit: (t) => t("Forfeited"),
    pledge: (t) => t("Given, as you pledged"),
    reversal: (t) => t("Taken back: the finding was found wrong"),
    debt: (t) => t("Owed: the finding was found wrong after this was paid or on its way"),
    repayment: (t) => t("Repaid of what you owed"),
    debt_repaid: (t) => t("You owe less by what was repaid"),
    payout_started: (t) => t("A payout to you was approved; the money is on its way"),
    payout_paid: (t) => t("The payout arrived"),
    payout_failed: (t) => t("The payout did not leave; the money is payable again"),
    payout_returned: (t) => t("The payout came back; the money is payable again"),
  };
  return words[row.line.what]?.(t) ?? row.line.why;
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
}
