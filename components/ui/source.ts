export interface ReadSource {
  readonly label: string
  readonly href: string | undefined
}

/** A page, a file in a repository (`owner/name v1.2.3: path`) or an RFC becomes a link; anything else stays words. */
export function readSource(source: string): ReadSource {
  if (/^https:\/\/[^\s<>"]+$/.test(source)) {
    const repository = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)/.exec(source)?.[1]
    return { label: repository ?? source.slice('https://'.length).split('/')[0] ?? source, href: source }
  }
  const file = /^([\w.-]+\/[\w.-]+)(?: (v\d[\w.-]*))?: ([\w./@-]+)/.exec(source)
  if (file !== null) {
    const [, repository = '', version, path = ''] = file
    const label = version === undefined ? repository : `${repository} ${version}`
    return { label, href: `https://github.com/${repository}/blob/${version ?? 'HEAD'}/${path}` }
  }
  const rfc = /^RFC (\d{1,5})/.exec(source)
  return rfc === null
    ? { label: source, href: undefined }
    : { label: source, href: `https://www.rfc-editor.org/rfc/rfc${rfc[1]}` }
}
