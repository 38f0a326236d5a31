/** The menu of what did not fit into the bar. */
import { Menu } from "@mantine/core";
import { Link } from "react-router";
import { MoreButton } from "./MoreButton";
import type { Place } from "./Section";

export function MoreMenu({ places, here }: { places: Place[]; here: string | undefined }) {
  return (
    <Menu position="top-end">
      <Menu.Target>
        <MoreButton here={places.some(({ to }) => to === here)} />
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ to, label, icon: Icon }) => (
          <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={18} aria-hidden />} mih={44}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
