import './propertySeed';
import './sameBytes';
