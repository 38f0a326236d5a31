/** Whether the screen that asked still stands when its answer comes: who has gone elsewhere is not led away from there. */
import { type RefObject, useEffect, useRef } from "react";

export function useStays(): RefObject<boolean> {
  const stays = useRef(true);
  useEffect(() => {
    stays.current = true;
    return () => {
      stays.current = false;
    };
  }, []);
  return stays;
}
