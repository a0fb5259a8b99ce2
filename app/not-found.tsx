export default function NotFound() {
  return (
    <main>
      <h1>There is no such page</h1>
      <p>
        The designer is at the <a href={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/`}>start</a>.
      </p>
    </main>
  )
}
