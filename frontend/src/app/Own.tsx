/** One's own affairs: settings, colours, signing out. */
import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "@/api/client";
import { useSigningOut } from "./signingOut";

/** `opened` is what the menu is at first. */
export function Own({ opened }: { opened: boolean }) {
  const { t } = useTranslation();
  const me = useQuery("get", "/api/v1/me/").data;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = document.documentElement.dataset.mantineColorScheme === "dark";
  const { signOut, question } = useSigningOut();

  return (
    <>
      {question}
      <Menu position="bottom-end" width={240} defaultOpened={opened}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" c="inherit" size={44} aria-label={t("Your account")}>
            <IconUser aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me?.display_name || me?.email}</Menu.Label>
          <Menu.Item component={Link} to="/settings" leftSection={<IconUser size={18} aria-hidden />}>
            {t("Your settings")}
          </Menu.Item>
          <Menu.Item
            leftSection={dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
            onClick={() => setColorScheme(dark ? "light" : "dark")}
          >
            {dark ? t("Light colours") : t("Dark colours")}
          </Menu.Item>
          {colorScheme !== "auto" && (
            <Menu.Item onClick={() => setColorScheme("auto")}>
              {t("Colours as the device has them")}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
            {t("Sign out")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
