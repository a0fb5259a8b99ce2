export default function Page() {
  return (
    <main>
      <h1>Portcullis</h1>
      <p>Draw a cluster, watch who reaches what, and download firewall files that are proved to match.</p>
    </main>
  )
}
