/** Waits for the work, at most so many real milliseconds. */
export async function within(work: Promise<void>, deadline: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([
    work,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadline)
    }),
  ])
  clearTimeout(timer)
}
