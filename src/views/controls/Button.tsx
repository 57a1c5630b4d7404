/**
 * A button that keeps the focus while it is disabled: `aria-disabled` instead of `disabled`. A button that disables itself
 * when pressed would otherwise lose the focus to the page, and keyboard users would start from the top again.
 */
import type { ComponentProps, MouseEvent } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  readonly type?: 'button' | 'submit';
}

export function Button({ disabled = false, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={disabled || undefined}
      // Without its default action a press neither submits a form nor opens a popover.
      onClick={disabled ? preventDefault : onClick}
    />
  );
}

const preventDefault = (event: MouseEvent): void => event.preventDefault();
