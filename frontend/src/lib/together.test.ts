import { describe, expect, it, vi } from "vitest";
import { together } from "./together";

const there = (data: unknown) => ({ data, error: null, isLoading: false, refetch: vi.fn() });
const waiting = { data: undefined, error: null, isLoading: true, refetch: vi.fn() };
const unasked = { data: undefined, error: null, isLoading: false, refetch: vi.fn() };
const failed = () => ({ data: undefined, error: new Error("away"), isLoading: false, refetch: vi.fn() });

describe("several questions", () => {
  it("are answered when all that were asked are", () => {
    expect(together([there(1), unasked, there(2)], () => "all")).toMatchObject({ data: "all", error: null });
  });

  it("are not answered by a part", () => {
    const answer = vi.fn();
    expect(together([there(1), waiting], answer).data).toBeUndefined();
    expect(together([there(1), failed()], answer).data).toBeUndefined();
    expect(answer).not.toHaveBeenCalled();
  });

  it("fail when one does, and only that one is asked again", () => {
    const [good, bad] = [there(1), failed()];
    const both = together([good, bad], () => "all");
    expect(both.error).toBe(bad.error);
    both.refetch();
    expect(bad.refetch).toHaveBeenCalledOnce();
    expect(good.refetch).not.toHaveBeenCalled();
  });

  it("keep what was there before one of them failed", () => {
    const stale = { ...failed(), data: 1 };
    expect(together([stale, there(2)], () => "all")).toMatchObject({ data: "all", error: stale.error });
  });
});
