import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef2ff',
  '#dde5fe',
  '#bccbfc',
  '#97adf8',
  '#7390f4',
  '#5575ee',
  '#3f60e2',
  '#2f4dcb',
  '#263fa8',
  '#1d3187',
];

const dark: MantineColorsTuple = [
  '#e3e7ee',
  '#c6ccd6',
  '#98a2b3',
  '#6d7787',
  '#333b48',
  '#252b36',
  '#171b23',
  '#0d1015',
  '#0a0c10',
  '#06080b',
];

const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f1f3f6',
  '#e5e8ed',
  '#d8dce3',
  '#c3c9d3',
  '#98a1af',
  '#6c7686',
  '#525c6c',
  '#363e4b',
  '#1a1f29',
];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { brand, dark, gray },
  defaultRadius: 'md',
  cursorType: 'pointer',
  // By their names first: where a system has no font of its own, its weights may come from different ones.
  fontFamily:
    '-apple-system, "Segoe UI", Roboto, Ubuntu, Cantarell, "Noto Sans", "Liberation Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  headings: { fontWeight: '650' },
  // By their names alone: naming the components themselves would load them with every page.
  components: {
    // What it says matters more than what stands beside it.
    Button: { defaultProps: { size: 'sm' }, styles: { root: { flexShrink: 0 } } },
    // Choosing the chosen one again must not empty the field.
    Select: { defaultProps: { allowDeselect: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true, maw: 320 } },
  },
});

const LIGHT_VARIANT_COLORS = ['brand', 'red', 'gray', 'green', 'blue'] as const;
const DARK_TEXT_SHADES = { brand: 2, red: 3, gray: 4, green: 3, blue: 3 } as const;

/** The default palette fails contrast in places; these values are what brings axe to zero in both themes. */
export const cssVariables: CSSVariablesResolver = (current) => {
  const light: Record<string, string> = {
    '--mantine-color-body': '#f5f6f8',
    '--mantine-color-text': '#1a1f29',
    '--mantine-color-dimmed': '#525c6c',
    '--mantine-color-placeholder': '#667080',
    '--mantine-color-anchor': '#2546b5',
    '--mantine-color-error': '#b3201f',
    '--mantine-color-default-border': '#cfd4dc',
  };
  const darkVars: Record<string, string> = {
    '--mantine-color-body': '#0d1015',
    '--mantine-color-text': '#e3e7ee',
    '--mantine-color-dimmed': '#98a2b3',
    '--mantine-color-placeholder': '#8892a2',
    '--mantine-color-anchor': '#9db4ff',
    '--mantine-color-error': '#ff9c97',
    '--mantine-color-default-border': '#333b48',
  };
  for (const name of LIGHT_VARIANT_COLORS) {
    const shades = current.colors[name];
    if (!shades) continue;
    light[`--mantine-color-${name}-light-color`] = shades[9];
    darkVars[`--mantine-color-${name}-light-color`] = shades[DARK_TEXT_SHADES[name]];
  }
  return { variables: {}, light, dark: darkVars };
};
