/** The keys of a screen, to be read and to be switched off; `?` opens the list. */
import { Button } from "@mantine/core";
import { IconKeyboard } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "@/lib/keys";
import { Key } from "./Key";

const KeyList = lazy(() => import("./KeyList"));

export type Described = [key: string, what: string][];

export function Shortcuts({ keys }: { keys: Described }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [open, setOpen] = useState(false);
  const show = () => {
    setAsked(true);
    setOpen(true);
  };
  useKeys({ "?": show });
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        c="inherit"
        size="sm"
        visibleFrom="sm"
        leftSection={<IconKeyboard size={18} aria-hidden />}
        onClick={show}
      >
        {t("Keys")}
        <Key>?</Key>
      </Button>
      {asked && (
        <Suspense>
          <KeyList keys={keys} opened={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
