/**
 * The work's result, or a failure that is retried when it takes longer: not every vendor's client gives up on a silent
 * connection. What the work was doing is not stopped.
 */
export async function withDeadline<T>(work: Promise<T>, seconds: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const tooLate = () => reject(new Error(`${what}: no answer within ${seconds} s`));
    timer = setTimeout(tooLate, seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
