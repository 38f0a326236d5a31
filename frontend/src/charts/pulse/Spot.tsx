import { memo, type ReactNode } from "react";
import classes from "./pulse.module.css";

/** A place on the screen that has an address. */
export const Spot = memo(function Spot({
  id,
  wide = false,
  children,
}: {
  id: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <section id={id} className={classes.spot} data-wide={wide}>
      {children}
    </section>
  );
});
