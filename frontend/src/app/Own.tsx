/** One's own affairs: settings, colours, signing out. */
import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cookie, useQuery } from "@/api/client";
import type { Kept } from "@/outbox/store";
import { sendNow } from "@/pages/organizer/review/saying";
import { forgetOwn } from "@/worker/kept";

const Leaving = lazy(async () => ({ default: (await import("@/outbox/Leaving")).Leaving }));

/** `opened` is what the menu is at first. */
export function Own({ opened }: { opened: boolean }) {
  const { t } = useTranslation();
  const me = useQuery("get", "/api/v1/me/").data;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = document.documentElement.dataset.mantineColorScheme === "dark";
  const leaving = useRef<HTMLFormElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const [unsent, setUnsent] = useState<Kept[]>([]);

  /** What has not been sent is asked about before. */
  async function ask() {
    const { unsentOf } = await import("@/outbox/Leaving");
    const left = await unsentOf(me?.id ?? "");
    if (left.length > 0) {
      setUnsent(left);
    } else {
      await leave();
    }
  }

  /** What was said is sent before, and stays to be seen where it is refused; of what was kept for screens off line nothing is left. */
  async function leave() {
    if (!(await sendNow())) {
      return;
    }
    await forgetOwn();
    if (token.current) {
      // Signing in again has changed it.
      token.current.value = cookie("csrftoken");
    }
    leaving.current?.submit();
  }

  return (
    <>
      <form ref={leaving} method="post" action="/accounts/logout/" hidden>
        <input ref={token} type="hidden" name="csrfmiddlewaretoken" />
      </form>
      {me && unsent.length > 0 && (
        <Suspense fallback={null}>
          <Leaving owner={me.id} found={unsent} onStay={() => setUnsent([])} onLeave={leave} />
        </Suspense>
      )}
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
          <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void ask()}>
            {t("Sign out")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
