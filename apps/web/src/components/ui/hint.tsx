import {
  cloneElement,
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
} from 'react';

const Tip = lazy(() => import('./tip'));
const HOVER_MS = 300;

type Hinted = ReactElement<{
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: () => void;
  onFocus?: (event: SyntheticEvent<HTMLElement>) => void;
  onBlur?: () => void;
}>;

/** A tooltip that is loaded with the first look at one: placing it weighs more than all that a page for a phone shows. */
export function Hint(props: {
  readonly label: ReactNode;
  /** Also for whoever comes by keyboard or finger. */
  readonly onFocus?: boolean;
  readonly children: Hinted;
}) {
  const { label, onFocus, children } = props;
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const open = (element: HTMLElement, delayMs: number): void => {
    setTarget(element);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsOpen(true), delayMs);
  };
  const close = (): void => {
    clearTimeout(timer.current);
    setIsOpen(false);
  };
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => event.pointerType === 'mouse' && open(event.currentTarget, HOVER_MS),
        onPointerLeave: close,
        ...(onFocus ? { onFocus: (event) => open(event.currentTarget, 0), onBlur: close } : {}),
      })}
      {target && (
        <Suspense fallback={null}>
          <Tip target={target} isOpen={isOpen} label={label} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
