/** Say what became of something; what shows it comes when it is needed. */
import type { NotificationData } from "@mantine/notifications";

export async function notice(data: NotificationData): Promise<void> {
  const { notifications } = await import("@mantine/notifications");
  notifications.show(data);
}
