import { Link } from '@tanstack/react-router';

import classes from './Rail.module.css';
import { views } from './views';

export function Rail() {
  return (
    <nav className={classes.rail} aria-label="Views">
      {views.map(({ to, label, icon: Icon, key }) => (
        <Link
          key={to}
          to={to}
          className={classes.entry}
          title={`${label} (g ${key})`}
          activeOptions={{ includeSearch: false }}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
