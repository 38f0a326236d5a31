/** What stands around every screen: whose product it is, where one is, what is new, and one's own affairs. */
import { ActionIcon, Anchor, Indicator, Text } from "@mantine/core";
import { IconBell, IconUser } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { useQuery } from "@/api/client";
import { onReplayed } from "@/api/deeds";
import { isSignedOut, onSession } from "@/api/session";
import { Chain } from "@/components/Chain";
import { notice } from "@/components/notice";
import { onTold, whatIsTold } from "@/pages/organizer/review/saying";
import classes from "./Shell.module.css";

// The screen need not wait for them: menus come right after it, dialogs when there is something to say.
const Own = lazy(async () => ({ default: (await import("./Own")).Own }));
const SignedOut = lazy(async () => ({ default: (await import("./dialogs")).SignedOut }));
const Keeper = lazy(async () => ({ default: (await import("@/outbox/Keeper")).Keeper }));

const LOGO = [8, 4, 2, 1].map((amountMinor) => ({ amountMinor }));

export function Shell() {
  const { t } = useTranslation();
  return (
    <>
      <a className="skip" href="#main">
        {t("Skip to the content")}
      </a>
      <header className={classes.top}>
        <Anchor component={Link} to="/" underline="never" c="inherit" className={classes.brand}>
          <Chain steps={LOGO} title="Mobilize" radius={9} />
          <Text component="span" fw={600} visibleFrom="xs" aria-hidden>
            Mobilize
          </Text>
        </Anchor>
        <div className={classes.own}>
          <Inbox />
          <Account />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <SaidLately />
      <DoneBefore />
      <Session />
      <Arrival />
      <ScrollRestoration />
    </>
  );
}

/** The menu comes right after the screen; whoever asks for it before finds it open when it is there. */
function Account() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <Suspense
      fallback={
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size={44}
          aria-label={t("Your account")}
          aria-haspopup="menu"
          aria-expanded={false}
          loading={asked}
          onClick={() => setAsked(true)}
        >
          <IconUser aria-hidden />
        </ActionIcon>
      }
    >
      <Own opened={asked} />
    </Suspense>
  );
}

const Said = lazy(() => import("@/pages/organizer/review/Unsent"));

/** What a reviewer said waits for its undo on whatever screen they are. */
function SaidLately() {
  const begun = useSyncExternalStore(onTold, () => whatIsTold().begun);
  return begun ? (
    <Suspense>
      <Said />
    </Suspense>
  ) : null;
}

/** What was asked for again had arrived the first time: somebody may have meant it twice. */
function DoneBefore() {
  const { t } = useTranslation();
  useEffect(
    () =>
      onReplayed(
        () =>
          void notice({
            message: t(
              "This had been done already when no answer came, and was not done a second time. Whoever wants it once more asks again.",
            ),
            autoClose: 15_000,
          }),
      ),
    [t],
  );
  return null;
}

function Inbox() {
  const { t } = useTranslation();
  const unread =
    useQuery("get", "/api/v1/me/inbox/unread/", {}, { refetchInterval: 30_000 }).data?.unread ?? 0;
  const label = unread ? t("{{count}} notices are new", { count: unread }) : t("Notices");
  return (
    <Indicator disabled={!unread} label={unread > 99 ? "99+" : unread} size={16} offset={6} inline>
      <ActionIcon
        component={Link}
        to="/inbox"
        variant="subtle"
        color="gray"
        c="inherit"
        size={44}
        aria-label={label}
      >
        <IconBell aria-hidden />
      </ActionIcon>
    </Indicator>
  );
}

function Session() {
  const ended = useSyncExternalStore(onSession, isSignedOut);
  return (
    <Suspense fallback={null}>
      <Keeper />
      {ended && <SignedOut />}
    </Suspense>
  );
}

/** Tells screen readers, and puts the keyboard, where a new screen begins. */
function Arrival() {
  const { pathname } = useLocation();
  const [first, setFirst] = useState(pathname);
  useEffect(() => {
    if (first !== pathname) {
      setFirst("");
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  }, [pathname, first]);
  return null;
}
