/** A file as text: the bundler and the test runner give what stands in it. */
declare module '*?raw' {
  const text: string
  export = text
}
