/**
 * Several questions as one, for what is told only when all of them are answered: of a part of the answers nobody can say
 * that nothing waits.
 */
interface One {
  data: unknown;
  error: unknown;
  isLoading: boolean;
  refetch: () => unknown;
}

export interface Together<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** `answer` is worked out once all are there. What is not asked (`enabled: false`) is not waited for. */
export function together<T>(questions: readonly One[], answer: () => T): Together<T> {
  const failed = questions.filter(({ error }) => error);
  const there = questions.every(({ data, error, isLoading }) => data !== undefined || !(isLoading || error));
  return {
    data: there ? answer() : undefined,
    error: failed[0]?.error ?? null,
    refetch: () => failed.forEach((question) => void question.refetch()),
  };
}
