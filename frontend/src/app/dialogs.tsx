/** What the frame asks or says in a dialog, over whatever screen stands there. */
import { Button, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { signInAddress } from "@/api/session";

/** A session that ended: what is on the screen stays, and signing in comes back to it. */
export function SignedOut() {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t("You are signed out.")}>
      <Text mb="md">{t("Your session has ended. Sign in again, and you come back to this screen.")}</Text>
      <Button component="a" href={signInAddress()}>
        {t("Sign in")}
      </Button>
    </Modal>
  );
}
