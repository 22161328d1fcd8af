import { createApp } from "vue";
import Join from "./pages/Join.vue";
import "./desk.css";
import "./meeting.css";

createApp(Join).mount("#app");
