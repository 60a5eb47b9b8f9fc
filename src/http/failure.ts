/** One refused request, before a face gives it its own shape. */
export interface Failure {
  status: number;
  /** Stable, listed in docs/errors.md. */
  code: string;
  /** Short and safe to show. */
  message: string;
  /** One sentence more, safe to show. */
  details?: string;
  /** The product's refusal behind it, if there is one: a face may know more to say about its kind. */
  cause?: unknown;
  trackingId: string;
  method: string;
  /** The route's pattern, absent where no route was found; never the URL. */
  route?: string;
}

/** What a face answers for a failure: its own body and, where its clients expect one, extra headers. */
export interface FailureAnswer {
  body: object;
  headers?: Record<string, string>;
}

/** A face as the edge sees it: the prefix of its paths and how it words a failure. */
export interface Face {
  /** With both slashes, for example `/api/`. */
  prefix: string;
  render(failure: Failure): FailureAnswer;
}
