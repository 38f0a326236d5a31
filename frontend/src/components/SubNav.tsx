/** The screens of one room beside each other, above the screen that is open. */
import { Anchor } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link, useLocation } from "react-router";
import classes from "./SubNav.module.css";

export function SubNav({ name, places }: { name: string; places: { to: string; label: string }[] }) {
  const { pathname } = useLocation();
  const here = places
    .filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0]?.to;
  const current = useRef<HTMLAnchorElement>(null);
  // On a phone the row scrolls; where one is must be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again with every place
  useEffect(() => {
    // Newer browsers answer with a promise, which is nothing to clean up by.
    void current.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [here]);
  return (
    <nav aria-label={name} className={classes.row}>
      {places.map(({ to, label }) => (
        <Anchor
          key={to}
          ref={to === here ? current : undefined}
          component={Link}
          to={to}
          underline="never"
          className={classes.one}
          aria-current={to === here ? "page" : undefined}
        >
          {label}
        </Anchor>
      ))}
    </nav>
  );
}
