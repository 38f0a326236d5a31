/**
 * The screens of one area: a list of their names beside them on a desk, a bar under the thumb on a phone.
 * With more than five the bar keeps four, and a menu has the rest.
 */
import { Box, NavLink, Text, UnstyledButton } from "@mantine/core";
import type { IconProps } from "@tabler/icons-react";
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Link, useLocation } from "react-router";
import { MoreButton } from "./MoreButton";
import classes from "./Section.module.css";

// The menu comes right after the screen, which need not wait for it.
const More = lazy(async () => ({ default: (await import("./MoreMenu")).MoreMenu }));

export interface Place {
  to: string;
  label: string;
  icon: ComponentType<IconProps>;
  /** How many things wait there. */
  waiting?: number;
}

export function Section({
  name,
  places,
  head,
  children,
}: {
  name: string;
  places: Place[];
  head?: ReactNode;
  children: ReactNode;
}) {
  const { pathname } = useLocation();
  // The longest address that this one begins with is where one is.
  const here = places
    .filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0]?.to;
  const inBar = places.length > 5 ? places.slice(0, 4) : places;
  const inMenu = places.slice(inBar.length);
  return (
    <div className={classes.area}>
      <nav className={classes.side} aria-label={name}>
        {head}
        {places.map(({ to, label, icon: Icon, waiting }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            active={to === here}
            aria-current={to === here ? "page" : undefined}
            leftSection={<Icon size={20} aria-hidden />}
            rightSection={waiting ? <Text size="sm">{waiting}</Text> : undefined}
            color="gray"
            variant="light"
            fw={to === here ? 600 : 400}
          />
        ))}
      </nav>
      <Box className={classes.main}>{children}</Box>
      <nav className={classes.bar} aria-label={name}>
        {inBar.map(({ to, label, icon: Icon, waiting }) => (
          <UnstyledButton
            key={to}
            component={Link}
            to={to}
            className={classes.tab}
            data-here={to === here}
            aria-current={to === here ? "page" : undefined}
          >
            <Icon size={22} aria-hidden />
            <span>
              {label}
              {waiting ? ` (${waiting})` : ""}
            </span>
          </UnstyledButton>
        ))}
        {inMenu.length > 0 && (
          <Suspense fallback={<MoreButton here={false} />}>
            <More places={inMenu} here={here} />
          </Suspense>
        )}
      </nav>
    </div>
  );
}
