/** The layout and form pieces that are used as the library ships them. Nothing else imports the library. */
export {
  Box,
  Checkbox,
  Collapse,
  Divider,
  Flex,
  Group,
  Kbd,
  Menu,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Radio,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
export { useDebouncedValue, useDisclosure, useElementSize, useMediaQuery } from '@mantine/hooks';
export { useForm, type UseFormReturnType } from '@mantine/form';
