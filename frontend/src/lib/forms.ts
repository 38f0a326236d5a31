/** Forms: what of them is sent, and refusals at the fields they belong to. */
import type { UseFormReturnType } from "@mantine/form";
import { asProblem, fieldErrors, Problem } from "@/api/problems";

/** Of what could be sent, what was changed in the form: so nothing is undone that somebody else changed meanwhile. */
export function changedOf<B extends object>(
  form: { isDirty: (name: string) => boolean },
  body: B,
): Partial<B> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => form.isDirty(name))) as Partial<B>;
}

/** For `form.onSubmit`: what its rules don't let through is gone to, the first of it. */
export function toFirstWrong(form: { getInputNode: (name: string) => HTMLInputElement | null }) {
  return (errors: Record<string, unknown>) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus();
}

/**
 * Put a refusal's sentences at the form's fields; gives back the refusal with what no field shows, or null where
 * every sentence has found its field. `named` says under which name the form has a field of the API.
 */
export function showProblem<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  error: unknown,
  named: Record<string, string> = {},
): Problem | null {
  const problem = asProblem(error);
  const said = Object.entries(fieldErrors(problem)).map(
    ([path, detail]) => [named[path] ?? path, detail] as const,
  );
  const values = form.getValues();
  const placed = said.filter(([path]) => path.split(".")[0]! in values);
  form.setErrors(Object.fromEntries(placed));
  const first = placed[0];
  if (first) {
    form.getInputNode(first[0])?.focus();
  }
  if (problem.fields.length > 0 && placed.length === said.length && placed.length > 0) {
    return null;
  }
  const shown = new Set(placed.map(([, detail]) => detail));
  const left = problem.fields.filter((field) => !shown.has(field.detail));
  return new Problem(problem.kind, problem.title, problem.detail, problem.status, left, problem.data);
}
