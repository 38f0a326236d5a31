/** The last place of a bar under the thumb: what did not fit into it. */
import { ActionIcon, type ActionIconProps } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ComponentPropsWithRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Section.module.css";

type Props = { here: boolean } & ActionIconProps &
  Omit<ComponentPropsWithRef<"button">, keyof ActionIconProps>;

export function MoreButton({ here, ...button }: Props) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      {...button}
      className={classes.tab}
      variant="transparent"
      c="inherit"
      data-here={here}
      aria-label={t("More")}
    >
      <IconDots size={22} aria-hidden />
    </ActionIcon>
  );
}
