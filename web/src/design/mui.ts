// MUI in the studio's clothes. Colours are the same custom properties that Tailwind uses, so both
// follow the theme without knowing of it.
import { createTheme } from "@mui/material/styles";
import tokens from "./tokens.json";

const channel = (main: string, contrastText: string) => ({ main, light: main, dark: main, contrastText });

export const muiTheme = createTheme({
  cssVariables: { nativeColor: true },
  spacing: 4,
  shape: { borderRadius: tokens.radius.control },
  palette: {
    primary: channel("var(--mark)", "var(--onmark)"),
    secondary: channel("var(--ink)", "var(--onink)"),
    error: channel("var(--fail)", "var(--failwash)"),
    warning: channel("var(--warn)", "var(--warnwash)"),
    success: channel("var(--ok)", "var(--okwash)"),
    info: channel("var(--text2)", "var(--room)"),
    text: { primary: "var(--text)", secondary: "var(--text2)", disabled: "var(--text3)" },
    background: { default: "var(--room)", paper: "var(--raised)" },
    divider: "var(--line)",
    action: { hover: "var(--hover)", selected: "var(--markwash)", active: "var(--text)" },
  },
  typography: {
    fontFamily: "inherit",
    fontSize: tokens.type.body.size,
    htmlFontSize: 16,
    body1: { fontSize: tokens.type.body.size, lineHeight: `${tokens.type.body.line}px` },
    h6: { fontSize: tokens.type.title.size, lineHeight: `${tokens.type.title.line}px`, fontWeight: 550, fontStretch: "90%" },
  },
  components: {
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: "none" } } },
    MuiDialog: { styleOverrides: { paper: { boxShadow: "var(--float)", borderRadius: tokens.radius.panel } } },
    MuiMenu: { styleOverrides: { paper: { boxShadow: "var(--float)" } } },
    MuiMenuItem: { styleOverrides: { root: { fontSize: tokens.type.body.size, minHeight: 40, gap: 8 } } },
    MuiTooltip: { styleOverrides: { tooltip: { background: "var(--raised)", color: "var(--text)", boxShadow: "var(--float)", fontSize: 13 } } },
    MuiSnackbarContent: { styleOverrides: { root: { background: "var(--raised)", color: "var(--text)", boxShadow: "var(--float)" } } },
    MuiSlider: { styleOverrides: { root: { color: "var(--fill)" }, rail: { color: "var(--track)", opacity: 1 } } },
  },
});
