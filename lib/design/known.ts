/** Names that other parts of the product own; the design only refers to them. */
export interface KnownNames {
  /** Targets there are; others in a design are kept with a warning. */
  readonly targetIds?: readonly string[]
  /** Listeners of the catalogue: overrides name them, and no listener of the user's own may be called so. */
  readonly listenerIds?: readonly string[]
  /** How names of our own rules begin: no listener of the user's own may begin so. */
  readonly listenerPrefixes?: readonly string[]
  /** Add-ons of the catalogue. */
  readonly addonIds?: readonly string[]
  /** The options that each of them leaves. */
  readonly addonOptions?: (id: string) => readonly KnownAddonOption[]
}

export interface KnownAddonOption {
  readonly kind: 'choice' | 'flag' | 'port' | 'principals'
  readonly key: string
  /** Of a choice. */
  readonly choices?: readonly { readonly id: string }[]
}
