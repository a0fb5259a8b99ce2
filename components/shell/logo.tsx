/** A five-bar portcullis. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M2 3h16" strokeWidth="2" />
      <path
        d="M3 4v12l-.8 2h1.6l-.8-2M6.5 4v12l-.8 2h1.6l-.8-2M10 4v12l-.8 2h1.6l-.8-2M13.5 4v12l-.8 2h1.6l-.8-2M17 4v12l-.8 2h1.6l-.8-2"
        strokeWidth="1.3"
      />
      <path d="M3 8h14M3 12.5h14" strokeWidth="1.3" />
    </svg>
  )
}
