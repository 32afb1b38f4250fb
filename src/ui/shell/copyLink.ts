import { copyText } from '../shared/copyText';

/** Copies the address of what is shown, with its workspace, filters and selection. */
export function copyLink(): void {
  void copyText(window.location.href, 'Link to this view copied', 'Copy it from the address bar instead');
}
