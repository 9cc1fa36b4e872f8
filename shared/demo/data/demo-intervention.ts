/** How the record page shows a photo. */
export type PhotoForm = 'integree' | 'liee' | 'paresseuse' | 'piece';
export type ImageMime = 'image/jpeg' | 'image/png' | 'image/webp';

/** A photo of the portal, without its bytes. */
export interface DemoPhoto {
  /** What makes its bytes different from all others'. */
  readonly identity: string;
  /** 1-based place in its record. */
  readonly index: number;
  /** As the technician sent it; null when it came without a name. */
  readonly name: string | null;
  readonly mime: ImageMime;
  readonly form: PhotoForm;
  readonly scene: number;
  /** A thumbnail inside EXIF: its end marker comes before the photo's own. */
  readonly hasThumbnail: boolean;
  /** Bytes after the end marker, as some phones append. */
  readonly hasTrailer: boolean;
  readonly takenAt: string;
}

/** A record of the portal. Everything is text; days are `YYYY-MM-DD` and times `HH:MM`, the portal's own. */
export interface DemoIntervention {
  /** The portal's own number, used in its addresses. */
  readonly identifiant: string;
  readonly reference: string;
  readonly jeton: string;
  readonly client: string;
  readonly day: string;
  readonly time: string;
  /** `YYYY-MM-DD HH:MM:SS`, null while it is not closed. */
  readonly closedAt: string | null;
  readonly departement: string;
  readonly address: string;
  readonly technicians: readonly string[];
  readonly pto: string | null;
  readonly status: string;
  readonly isOpen: boolean;
  readonly activity: string;
  readonly photos: readonly DemoPhoto[];
  /** Names of files in the record that are no photos. */
  readonly otherFiles: readonly string[];
  /** The document names of the second portal, in its order. */
  readonly documents: readonly string[];
}
