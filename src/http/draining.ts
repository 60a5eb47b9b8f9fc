/** Whether this server has been told to stop: it still answers, but wants no further requests. */
export class Draining {
  started = false;
}
