/** The keys of a screen in a dialog, which is loaded when it is asked for. */
import { Kbd, Modal, Switch, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFocusBack } from "@/lib/focus";
import { setKeysWork, useKeysWork } from "@/lib/keys";
import type { Described } from "./Shortcuts";

export default function KeyList({
  keys,
  opened,
  onClose,
}: {
  keys: Described;
  opened: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const on = useKeysWork();
  useFocusBack(opened);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("Keys of this screen")}
      closeButtonProps={{ "aria-label": t("Close") }}
    >
      <Table mb="md">
        <Table.Tbody>
          {keys.map(([key, what]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" w={90}>
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        label={t("Keys work on this device")}
        description={t("They never fire while you type.")}
        checked={on}
        onChange={(event) => setKeysWork(event.currentTarget.checked)}
      />
    </Modal>
  );
}
