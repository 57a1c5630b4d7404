/** The logo: one point fans out to three, as a neuron's output and a caller's requests do. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden fill="none" stroke="currentColor">
      <g strokeWidth="1.6" strokeLinecap="round">
        <path d="M5 10 H15" />
        <path d="M5 10 C9 10 9.5 4 14.5 4" />
        <path d="M5 10 C9 10 9.5 16 14.5 16" />
      </g>
      <g fill="currentColor" stroke="none">
        <circle cx="4" cy="10" r="3" />
        <circle cx="16" cy="4" r="2" />
        <circle cx="16.5" cy="10" r="2" />
        <circle cx="16" cy="16" r="2" />
      </g>
    </svg>
  );
}
