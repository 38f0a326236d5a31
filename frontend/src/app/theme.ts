/** Colours, type and space of the face, as Mantine wants them; the plain values are `style.css`'s variables. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from "@mantine/core";
import i18next from "i18next";

const balloon: MantineColorsTuple = [
  "#fdecee", "#f8d5d9", "#efa7af", "#e67782", "#ff6b7a", "#d8394c", "#c8283c", "#b01f32", "#98182a", "#7d1021",
]; // biome-ignore format: one row of shades

export const theme = createTheme({
  colors: { balloon },
  primaryColor: "balloon",
  primaryShade: { light: 6, dark: 4 },
  // On the dark scheme's lighter red white letters are too weak.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === "filled"
      ? { ...colors, color: "var(--mantine-primary-color-contrast)" }
      : colors;
  },
  black: "#1B1F24",
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.25" },
      h2: { fontSize: "1.125rem" },
      h3: { fontSize: "0.9375rem" },
    },
  },
  fontSizes: { xs: "0.8125rem", sm: "0.9375rem", md: "0.9375rem", lg: "1.125rem", xl: "1.5rem" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  defaultRadius: 8,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: "always", c: "inherit" } },
    Button: { defaultProps: { size: "md" } },
    // What it would put first into the menu is no item.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Its words are known once it is shown.
    Notification: { defaultProps: () => ({ closeButtonProps: { "aria-label": i18next.t("Close") } }) },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 160 } } },
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: true } } },
  },
});

export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-primary-color-contrast": "#FFFFFF",
    "--mantine-color-body": "#FBFAF8",
    "--mantine-color-text": "#1B1F24",
    "--mantine-color-dimmed": "#5A6068",
    "--mantine-color-default-border": "#E4E1DB",
    "--mantine-color-error": "#B01F32",
    "--mantine-color-placeholder": "#6B7079",
  },
  dark: {
    "--mantine-primary-color-contrast": "#14171A",
    // The next darker shade would leave too little under the ink.
    "--mantine-primary-color-filled-hover": "#F0606F",
    "--mantine-color-body": "#14171A",
    "--mantine-color-text": "#E8E6E1",
    "--mantine-color-dimmed": "#A4A8AD",
    "--mantine-color-default-border": "#2C3136",
    "--mantine-color-default": "#1B1F23",
    "--mantine-color-error": "#FF8A96",
    "--mantine-color-placeholder": "#9BA0A6",
    // Pointed at, a filled button grows lighter here: dark letters stand on it.
    "--mantine-color-balloon-filled-hover": "#FF8A96",
  },
});
