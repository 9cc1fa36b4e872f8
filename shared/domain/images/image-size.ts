/** Pixels, filled in by a format's walk when it meets them. */
export interface ImageSize {
  width: number;
  height: number;
}
