import { ActionIcon, Button as MantineButton, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useId, type ComponentPropsWithRef, type MouseEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Hint } from './hint';

type Tone = 'primary' | 'default' | 'danger' | 'danger-quiet' | 'danger-text' | 'quiet';

const LOOKS: Readonly<Record<Tone, Pick<ButtonProps, 'variant' | 'color'>>> = {
  primary: { variant: 'filled' },
  default: { variant: 'default' },
  danger: { variant: 'filled', color: 'red.9' },
  'danger-quiet': { variant: 'light', color: 'red' },
  'danger-text': { variant: 'subtle', color: 'red' },
  quiet: { variant: 'subtle', color: 'gray' },
};

export interface AppButtonProps extends Omit<
  ComponentPropsWithRef<'button'>,
  'color' | 'style' | 'disabled'
> {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly isBusy?: boolean;
  /** Says why the button does nothing now; it stays focusable so that everybody can read that. */
  readonly unavailable?: string | null | undefined;
  readonly size?: NonNullable<ButtonProps['size']>;
  readonly isFullWidth?: boolean;
}

export function Button(props: AppButtonProps) {
  const {
    tone = 'default',
    icon,
    isBusy,
    unavailable,
    isFullWidth,
    onClick,
    type,
    size = 'sm',
    ...rest
  } = props;
  const reasonId = useId();
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (unavailable || isBusy) return event.preventDefault();
    onClick?.(event);
  };
  const button = (
    <MantineButton
      {...LOOKS[tone]}
      {...rest}
      size={size}
      type={type ?? 'button'}
      fullWidth={isFullWidth ?? false}
      leftSection={icon}
      loading={isBusy ?? false}
      onClick={press}
      {...(unavailable
        ? {
            'aria-disabled': true,
            'data-disabled': true,
            'aria-describedby': reasonId,
            style: { pointerEvents: 'auto' },
          }
        : {})}
    />
  );
  if (!unavailable) return button;
  return (
    <Hint label={unavailable} onFocus>
      <span style={{ display: isFullWidth ? 'block' : 'inline-flex', maxWidth: '100%' }}>
        {button}
        <VisuallyHidden id={reasonId}>{unavailable}</VisuallyHidden>
      </span>
    </Hint>
  );
}

export function LinkButton(props: {
  readonly to: string;
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly size?: ButtonProps['size'];
  readonly children: ReactNode;
}) {
  const { to, tone = 'default', icon, size, children } = props;
  return (
    <MantineButton component={Link} to={to} {...LOOKS[tone]} leftSection={icon} {...(size ? { size } : {})}>
      {children}
    </MantineButton>
  );
}

export function IconButton(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly isPressed?: boolean;
}) {
  const { label, children, size = 'md', isPressed, ...rest } = props;
  return (
    <Hint label={label}>
      <ActionIcon
        {...rest}
        variant="subtle"
        color="gray"
        aria-label={label}
        size={size}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      >
        {children}
      </ActionIcon>
    </Hint>
  );
}
