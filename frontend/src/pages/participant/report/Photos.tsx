/** Photographs and videos: taken now or chosen, shown small, taken out again. */
import { ActionIcon, Button, Fieldset, FileButton, Group, SimpleGrid, Text } from "@mantine/core";
import { IconCamera, IconMovie, IconPhotoPlus, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { addFiles, MOST_FILES, TAKEN, type Unfit } from "@/outbox/drafts";
import type { Kept, KeptFile } from "@/outbox/store";
import classes from "./Report.module.css";

interface Props {
  report: Kept;
  onChange: (report: Kept) => void;
}

export function Photos({ report, onChange }: Props) {
  const { t } = useTranslation();
  const [unfit, setUnfit] = useState<[File, Unfit][]>([]);

  function take(chosen: File[]) {
    const taken = addFiles(report, chosen);
    setUnfit(taken.unfit);
    onChange(taken.report);
  }

  return (
    <Fieldset
      variant="unstyled"
      m={0}
      legend={t("Photos or short videos")}
      classNames={{ legend: classes.label ?? "" }}
    >
      <Group gap="sm" grow preventGrowOverflow={false}>
        <FileButton accept="image/*" capture="environment" onChange={(file) => take(file ? [file] : [])}>
          {(props) => (
            <Button {...props} size="lg" variant="default" leftSection={<IconCamera aria-hidden />}>
              {t("Take a photo")}
            </Button>
          )}
        </FileButton>
        <FileButton accept={TAKEN} multiple onChange={take}>
          {(props) => (
            <Button {...props} size="lg" variant="default" leftSection={<IconPhotoPlus aria-hidden />}>
              {t("Choose files")}
            </Button>
          )}
        </FileButton>
      </Group>
      {report.files.length > 0 && (
        <SimpleGrid cols={{ base: 3, sm: 6 }} spacing="xs" mt="sm" component="ul" className={classes.files}>
          {report.files.map((file) => (
            <li key={file.id} className={classes.file}>
              <Thumb file={file} />
              <Text size="xs" truncate title={file.name}>
                {file.name}
              </Text>
              <ActionIcon
                className={classes.remove}
                variant="default"
                size={44}
                aria-label={t("Remove {{name}}", { name: file.name })}
                onClick={() =>
                  onChange({ ...report, files: report.files.filter((each) => each.id !== file.id) })
                }
              >
                <IconX size={20} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </SimpleGrid>
      )}
      <div role="status">
        {unfit.map(([file, why]) => (
          <Text key={file.name} size="sm" c="red" mt="xs">
            {why === "too_many"
              ? t("{{count}} files are the most that a report has; {{name}} was not taken.", {
                  count: MOST_FILES,
                  name: file.name,
                })
              : t("{{name}} is too large: photos have up to 15 MB, videos up to 60.", { name: file.name })}
          </Text>
        ))}
      </div>
    </Fieldset>
  );
}

function Thumb({ file }: { file: KeptFile }) {
  const [address, setAddress] = useState("");
  const [shown, setShown] = useState(!file.blob.type.startsWith("video/"));
  useEffect(() => {
    const made = URL.createObjectURL(file.blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file.blob]);
  return shown && address ? (
    // The name stands below it.
    <img className={classes.thumb} src={address} alt="" onError={() => setShown(false)} />
  ) : (
    <div className={classes.thumb}>
      <IconMovie aria-hidden />
    </div>
  );
}
