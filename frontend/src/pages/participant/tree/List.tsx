/** The same tree as a list: by the arrow keys as trees are, and only as many rows as are seen. */
import { Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconCircle, IconCircleFilled } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { relative } from "@/lib/time";
import type { Kin, Member } from "./layout";
import classes from "./Tree.module.css";

const HEIGHT = 44;

interface Props {
  rows: Member[];
  kin: Kin;
  open: ReadonlySet<string>;
  label: string;
  told: (member: Member) => string;
  selected: string | null;
  select: (id: string) => void;
  toggle: (id: string) => void;
}

export function TreeList({ rows, kin, open, label, told, selected, select, toggle }: Props) {
  const { t, i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height));
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  const at = rows.findIndex((row) => row.id === selected);
  useEffect(() => {
    const list = place.current!;
    if (at >= 0 && (at * HEIGHT < list.scrollTop || (at + 1) * HEIGHT > list.scrollTop + list.clientHeight)) {
      list.scrollTop = at * HEIGHT - list.clientHeight / 2;
    }
  }, [at]);
  const first = Math.max(0, Math.floor(top / HEIGHT) - 6);
  const last = Math.min(rows.length, Math.ceil((top + height) / HEIGHT) + 6);

  function onKeyDown(event: React.KeyboardEvent) {
    const row = rows[at];
    const isParent = row !== undefined && kin.below.has(row.id);
    const isOpen = row !== undefined && open.has(row.id);
    const page = Math.max(1, Math.floor(height / HEIGHT) - 1);
    const folds =
      event.key === "Enter" ||
      event.key === " " ||
      (event.key === "ArrowRight" && !isOpen) ||
      (event.key === "ArrowLeft" && isOpen);
    const next = (() => {
      switch (event.key) {
        case "ArrowDown":
          return at + 1;
        case "ArrowUp":
          return at - 1;
        case "PageDown":
          return at + page;
        case "PageUp":
          return at - page;
        case "Home":
          return 0;
        case "End":
          return rows.length - 1;
        case "ArrowRight":
          return isOpen ? at + 1 : at;
        case "ArrowLeft":
          return row?.parent && !isOpen ? rows.findIndex(({ id }) => id === row.parent) : at;
        default:
          return null;
      }
    })();
    if (next === null && !folds) {
      return;
    }
    event.preventDefault();
    if (row && isParent && folds) {
      toggle(row.id);
    } else if (next !== null) {
      const there = rows[Math.min(rows.length - 1, Math.max(0, next))];
      if (there) {
        select(there.id);
      }
    }
  }

  return (
    <div
      ref={place}
      className={classes.list}
      role="tree"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at >= first && at < last ? `row-${selected}` : undefined}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.length * HEIGHT }} role="presentation">
        {rows.slice(first, last).map((member, offset) => {
          const isParent = kin.below.has(member.id);
          const isOpen = open.has(member.id);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
            <div
              key={member.id}
              id={`row-${member.id}`}
              role="treeitem"
              tabIndex={-1}
              aria-level={member.generation + 1}
              aria-expanded={isParent ? isOpen : undefined}
              aria-selected={member.id === selected}
              data-selected={member.id === selected}
              className={classes.row}
              style={{
                top: (first + offset) * HEIGHT,
                paddingInlineStart: 8 + Math.min(member.generation, 12) * 14,
              }}
              onClick={() => {
                select(member.id);
                if (isParent) {
                  toggle(member.id);
                }
              }}
            >
              <div className={classes.name}>
                {isParent ? (
                  isOpen ? (
                    <IconChevronDown size={18} className={classes.fold} aria-hidden />
                  ) : (
                    <IconChevronRight size={18} className={classes.fold} aria-hidden />
                  )
                ) : (
                  <i className={classes.fold} />
                )}
                {member.active ? (
                  <IconCircleFilled size={12} aria-label={t("active")} role="img" />
                ) : (
                  <IconCircle size={12} aria-label={t("dormant")} role="img" />
                )}
                <span>
                  {told(member)}
                  {isParent && !isOpen ? ` (+${member.recruits})` : ""}
                </span>
              </div>
              <Text size="sm" c="dimmed">
                {relative(member.joined_at, new Date(), i18n.language)}
              </Text>
            </div>
          );
        })}
      </div>
    </div>
  );
}
